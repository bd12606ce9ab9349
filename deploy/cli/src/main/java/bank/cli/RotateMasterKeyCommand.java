package bank.cli;

import bank.personal.MasterKeyRotation;
import bank.personal.MasterKeys;
import bank.wire.Environment;
import bank.wire.Json;
import bank.wire.Setting;
import bank.wire.SettingException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./bank rotate-master-key}. */
@Command(
        name = "rotate-master-key",
        description = {
            "Wraps the keys of all personal data anew with another master key. The services may run, and need both keys"
                    + " until it is done. It can be broken off and run again at any time.",
            "No event changes, and no personal data is encrypted anew."
        })
final class RotateMasterKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The former master key; otherwise BANK_MASTER_KEY_FORMER or BANK_MASTER_KEY_FORMER_FILE.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The new master key; otherwise BANK_MASTER_KEY or BANK_MASTER_KEY_FILE.")
    private String to = "";

    @Option(names = "--json", description = "How many keys were wrapped, and under which master key, as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        MasterKeys keys = keys();
        try {
            int wrapped = new MasterKeyRotation(kafka.settings(), kafka.topics(), keys).run();
            String key = keys.current().id();
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? Json.MAPPER
                                            .createObjectNode()
                                            .put("wrapped", wrapped)
                                            .put("master_key", key)
                                    : String.format(
                                            Locale.ROOT, "%,d keys wrapped anew; all are under %s now", wrapped, key));
            return ExitCodes.WELL;
        } catch (KafkaException e) {
            throw new CannotAskException(
                    "The keys cannot be wrapped anew on Kafka at " + kafka.bootstrap() + ": " + e.getMessage(), e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NotSoException(String.valueOf(cause.getMessage()));
        }
    }

    private MasterKeys keys() {
        var environment = new Environment(System.getenv());
        if (!to.isEmpty()) {
            environment = environment.with(Setting.MASTER_KEY, "").with(Setting.MASTER_KEY_FILE, to);
        }
        if (!from.isEmpty()) {
            environment = environment.with(Setting.MASTER_KEY_FORMER, "").with(Setting.MASTER_KEY_FORMER_FILE, from);
        }
        try {
            MasterKeys keys = MasterKeys.from(environment);
            if (keys.former().isEmpty()) {
                throw new ParameterException(spec.commandLine(), "Give the former master key with --from.");
            }
            return keys;
        } catch (SettingException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
