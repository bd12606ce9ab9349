package bank.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import bank.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** The load generator's process: an order in JSON per line of its input, a result per line of its output. */
public final class LoadGenerator {

    private LoadGenerator() {}

    public static void main(String[] arguments) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            LoadResult result = new ClosedLoop(Json.read(order, LoadOrder.class)).run();
            System.out.println(Json.write(result));
        }
    }
}
