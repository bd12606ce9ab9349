package bank.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list read page by page is the whole list, whatever the pages' size, and each page counts all. */
class PagingTest {

    private final RunningViews views = SmallBank.shared().views();

    @ParameterizedTest
    @CsvSource({
        "accounts, '', 23",
        "accounts, status=active, 18",
        "accounts, status=closed, 5",
        "accounts, owner=Alice, 12",
        "accounts, owner=Bob&status=closed, 2",
        "accounts, owner=Carol, 0",
        "sagas, '', 3",
        "sagas, status=running, 2",
        "sagas, status=completed, 1",
        "sagas, status=compensated, 0"
    })
    void thePagesOfAListAreTheWholeAndEachCountsAll(String list, String filter, int count) {
        for (int limit : new int[] {1, 2, 7, 1000}) {
            List<String> ids = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = views.get("/api/queries/" + list + "?" + filter + "&limit=" + limit + next)
                        .body();
                assertThat(page.required("count").intValue()).isEqualTo(count);
                assertThat(page.required(list).size()).isLessThanOrEqualTo(limit);
                page.required(list)
                        .forEach(entry -> ids.add(entry.required("id").textValue()));
                next = page.hasNonNull("next")
                        ? "&after=" + page.required("next").textValue()
                        : "";
            } while (!next.isEmpty());
            assertThat(ids).hasSize(count).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void aHistoryIsPagedByVersion() {
        JsonNode first =
                views.get("/api/queries/accounts/acc-3/history?limit=3").body();
        assertThat(first.required("events").size()).isEqualTo(3);
        assertThat(first.required("version").longValue()).isEqualTo(4);
        assertThat(first.required("next").longValue()).isEqualTo(3);
        JsonNode opened = first.required("events").required(0);
        assertThat(opened.required("type").textValue()).isEqualTo("AccountOpened");
        assertThat(opened.required("data").required("owner").textValue()).isEqualTo("Bob");
        assertThat(opened.required("previous_hash").textValue()).isEmpty();

        JsonNode second =
                views.get("/api/queries/accounts/acc-3/history?after=3&limit=3").body();
        assertThat(second.required("events").size()).isEqualTo(1);
        assertThat(second.required("events").required(0).required("previous_hash"))
                .isEqualTo(first.required("events").required(2).required("hash"));
        assertThat(second.required("next").isNull()).isTrue();
        assertThat(views.get("/api/queries/accounts/acc-3/history?after=9")
                        .body()
                        .required("events"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 36", "&account_id=acc-3, 3", "&account_id=acc-4, 0", "&account_id=acc-nobody, 0"})
    void theStatementIsReadFromTheNewestBackwards(String filter, int total) {
        for (int limit : new int[] {1, 4, 1000}) {
            List<String> ids = new ArrayList<>();
            List<String> times = new ArrayList<>();
            String before = "";
            do {
                JsonNode page = views.get("/api/queries/transactions?limit=" + limit + filter + before)
                        .body();
                assertThat(page.required("total").intValue()).isEqualTo(total);
                List<String> pageIds = new ArrayList<>();
                List<String> pageTimes = new ArrayList<>();
                page.required("transactions").forEach(transaction -> {
                    pageIds.add(transaction.required("id").textValue());
                    pageTimes.add(transaction.required("timestamp").textValue());
                });
                ids.addAll(0, pageIds);
                times.addAll(0, pageTimes);
                before = page.hasNonNull("next")
                        ? "&before=" + page.required("next").textValue()
                        : "";
            } while (!before.isEmpty());
            assertThat(ids).hasSize(total);
            assertThat(new HashSet<>(ids)).hasSize(total);
            assertThat(times.stream().map(Instant::parse).toList()).isSorted();
        }
    }
}
