package bank.standalone;

import bank.host.Host;
import bank.wire.Environment;
import bank.wire.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A short life of the bank in a folder of its own, from which the JVM learns what later starts will load. */
final class Training {

    private static final int ROUNDS = 50;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("bank-training");
        Host.run((_, host) -> {
            host.keep(() -> delete(folder));
            String address = Standalone.start(Definition.BANK, environment(folder), host);
            work(address);
            System.exit(0);
        });
    }

    private static Environment environment(Path folder) {
        return new Environment(Map.of())
                .with(Setting.DATA_DIR, folder.toString())
                .with(Setting.HTTP_PORT, "0")
                .with(Setting.KAFKA_PORT, "0")
                // The classes of one are those of many.
                .with(Setting.PARTITIONS, "1");
    }

    private static void work(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            post(client, address + "/api/commands/accounts", "{\"account_id\":\"a\",\"owner\":\"A\"}");
            post(client, address + "/api/commands/accounts", "{\"account_id\":\"b\",\"owner\":\"B\"}");
            for (int round = 0; round < ROUNDS; round++) {
                post(client, address + "/api/commands/accounts/a/deposit", "{\"amount\":2}");
                post(
                        client,
                        address + "/api/commands/transfers",
                        "{\"from_account\":\"a\",\"to_account\":\"b\",\"amount\":1}");
                get(client, address + "/api/queries/accounts/a");
                get(client, address + "/api/queries/transactions");
                get(client, address + "/health");
            }
        }
    }

    private static void post(HttpClient client, String uri, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        client.send(request, BodyHandlers.discarding());
    }

    private static void get(HttpClient client, String uri) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
