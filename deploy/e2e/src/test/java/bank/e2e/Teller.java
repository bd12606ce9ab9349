package bank.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import bank.e2e.Client.Answer;
import bank.wire.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Speaks with the bank in its own words. Thread-safe. */
record Teller(Client client) {

    static final String ACCOUNTS = "/api/commands/accounts";
    static final String TRANSFERS = "/api/commands/transfers";
    static final String QUERIES = "/api/queries/";

    static Teller of(Bank bank) {
        return new Teller(bank.client());
    }

    /** An id, a name or a key that no other test has. */
    static String fresh(String prefix) {
        return Ids.random(prefix);
    }

    /** Opens an account, and gives its id. */
    String open(String balance) {
        return open("Alice", balance);
    }

    String open(String owner, String balance) {
        Answer opened = client.post(ACCOUNTS, "{\"owner\": \"%s\", \"initial_balance\": %s}".formatted(owner, balance));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        return opened.json().required("account_id").textValue();
    }

    Answer deposit(String account, String amount, String... headers) {
        return client.post(ACCOUNTS + "/" + account + "/deposit", "{\"amount\": " + amount + "}", headers);
    }

    Answer withdraw(String account, String amount, String... headers) {
        return client.post(ACCOUNTS + "/" + account + "/withdraw", "{\"amount\": " + amount + "}", headers);
    }

    Answer close(String account, String... headers) {
        return client.post(ACCOUNTS + "/" + account + "/close", "", headers);
    }

    static String transferOf(String from, String to, String amount) {
        return "{\"from_account\": \"%s\", \"to_account\": \"%s\", \"amount\": %s}".formatted(from, to, amount);
    }

    Answer transfer(String from, String to, String amount, String... headers) {
        return client.post(TRANSFERS, transferOf(from, to, amount), headers);
    }

    Answer query(String path, String... headers) {
        return client.get(QUERIES + path, headers);
    }

    /** The account, its view having come to that version or further. */
    JsonNode account(String id, long version) {
        Answer answer = query("accounts/" + id + "?min_version=" + version, "Prefer", "wait=20");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    BigDecimal balance(String id, long version) {
        return account(id, version).required("balance").decimalValue();
    }

    /** All entries of a list, read by pages of that many; no page is larger and each counts all. */
    List<JsonNode> pages(String list, String filter, int limit) {
        List<JsonNode> entries = new ArrayList<>();
        String after = "";
        int count;
        do {
            JsonNode page =
                    query(list + "?" + filter + "&limit=" + limit + after).json();
            count = page.required("count").intValue();
            assertThat(page.required(list).size()).isBetween(0, limit);
            page.required(list).forEach(entries::add);
            after = page.hasNonNull("next") ? "&after=" + page.required("next").textValue() : "";
        } while (!after.isEmpty());
        assertThat(entries).hasSize(count);
        return entries;
    }

    static List<String> texts(Iterable<JsonNode> entries, String field) {
        List<String> texts = new ArrayList<>();
        entries.forEach(entry -> texts.add(entry.required(field).asText()));
        return texts;
    }

    /** The version that the answer's ETag names. */
    static long version(Answer answer) {
        return Long.parseLong(answer.header("ETag").replace("\"", ""));
    }

    static String error(Answer answer) {
        return answer.json().required("error").textValue();
    }
}
