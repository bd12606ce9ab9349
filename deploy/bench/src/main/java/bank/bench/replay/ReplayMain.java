package bank.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Json;
import bank.wire.KafkaSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;

/** The process that reads all events: a pass for each line of its input, what it came to per line of its output. */
public final class ReplayMain {

    private ReplayMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream results = System.out;
        // What is logged must not stand between the results.
        System.setOut(System.err);
        var pass = Replay.valueOf(arguments[0]).open(new KafkaSettings(arguments[1]), Path.of(arguments[2]));
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            long before = System.nanoTime();
            long events = pass.run();
            results.println(Json.write(new ReplayResult(events, System.nanoTime() - before)));
        }
    }
}
