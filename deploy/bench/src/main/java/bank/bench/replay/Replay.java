package bank.bench.replay;

import bank.bench.floor.BareFold;
import bank.bench.machine.Children;
import bank.wire.KafkaSettings;
import java.nio.file.Path;
import java.util.List;

/** The ways to read all events that are compared with each other. */
public enum Replay {
    /** Fetches them, and does nothing with them. */
    COUNT {
        @Override
        Pass open(KafkaSettings kafka, Path folder) {
            return new PlainCount(kafka);
        }
    },
    /** Verifies them, as {@code ./bank verify} does. */
    VERIFY {
        @Override
        Pass open(KafkaSettings kafka, Path folder) {
            return new Verifying(kafka);
        }
    },
    /** Folds them into a row per aggregate, by Kafka Streams and nothing else. */
    FOLD {
        @Override
        Pass open(KafkaSettings kafka, Path folder) {
            return new BareFold(kafka, folder)::run;
        }
    };

    /** One reading of all events. */
    @FunctionalInterface
    interface Pass {

        /** Reads all, and gives how many there were. */
        long run() throws Exception;
    }

    abstract Pass open(KafkaSettings kafka, Path folder);

    /** What starts its process, with options of the JVM. */
    List<String> command(List<String> options, String bootstrap, Path folder) {
        List<String> command = Children.java(ReplayMain.class, options);
        command.addAll(List.of(name(), bootstrap, folder.toString()));
        return command;
    }
}
