package bank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Prints events: a line of JSON each for programs, or columns for people. */
record EventPrinter(PrintWriter out, boolean json) {

    /** Whether nobody reads it any more. */
    boolean isBroken() {
        return out.checkError();
    }

    void print(JsonNode event) {
        if (json) {
            out.println(event);
        } else {
            out.printf(
                    "%-27s  %-22s %5s  %-18s  %s%n",
                    event.path("timestamp").asText(),
                    event.path("aggregate_id").asText(),
                    event.path("version").asText(),
                    event.path("type").asText(),
                    event.path("data"));
        }
    }
}
