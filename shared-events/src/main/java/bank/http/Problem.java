package bank.http;

import bank.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A problem as RFC 9457 has it, its type {@code urn:bank:problem:CODE}.
 *
 * @param document the body
 * @param headers what the answer needs besides, like {@code Retry-After}
 */
public record Problem(ObjectNode document, Map<String, String> headers) {

    public static final String TYPE_PREFIX = "urn:bank:problem:";

    /** A problem; {@code error} is a short sentence for people, {@code detail} says more. */
    public static Problem of(int status, String code, String title, String error, String detail) {
        ObjectNode document = Json.MAPPER
                .createObjectNode()
                .put("type", TYPE_PREFIX + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("error", error);
        return new Problem(document, Map.of());
    }

    /** What was asked for is not there: {@code account-not-found}, {@code Account not found}. */
    public static Problem notFound(String code, String sentence) {
        return of(404, code, sentence, sentence, sentence);
    }

    /** The request is not of its form, and this is all that is wrong with it. */
    public static Problem malformed(List<Fault> faults) {
        StringBuilder detail = new StringBuilder();
        faults.forEach(fault -> detail.append(detail.isEmpty() ? "" : "; ").append(fault.sentence()));
        Problem problem =
                ProblemType.MALFORMED_REQUEST.because(faults.getFirst().detail(), detail.toString());
        var errors = problem.document.putArray("errors");
        faults.forEach(
                fault -> errors.addObject().put(fault.kind(), fault.name()).put("detail", fault.detail()));
        return problem;
    }

    /** Not now, but the same request can be sent again in a moment. */
    public static Problem unavailable(String sentence) {
        Problem problem = ProblemType.UNAVAILABLE.because(sentence);
        return new Problem(problem.document, Map.of("Retry-After", "1"));
    }

    /** The same with one more member. */
    public Problem with(String member, JsonNode value) {
        document.set(member, value);
        return this;
    }

    /** The same with one more member. */
    public Problem with(String member, long value) {
        document.put(member, value);
        return this;
    }

    /** The same with one more header. */
    public Problem withHeader(String name, String value) {
        return new Problem(document, answer().with(name, value).headers());
    }

    public int status() {
        return document.required("status").intValue();
    }

    public Answer answer() {
        return new Answer(status(), Answer.PROBLEM, Answer.bytes(document), headers);
    }
}
