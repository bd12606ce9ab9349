package bank.command.gateway;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bank.http.Faults;
import bank.http.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The fields of a body, and what is named as wrong in it. */
abstract class FieldsFixture {

    private final Faults faults = new Faults();

    final BodyFields fields(String body) {
        return BodyFields.read(Buffer.buffer(body), faults);
    }

    /** What is wrong, each as {@code POINTER DETAIL}. */
    final List<String> named() {
        var ended = catchThrowableOfType(ProblemException.class, faults::check);
        return ended == null
                ? List.of()
                : ended.problem()
                        .document()
                        .required("errors")
                        .valueStream()
                        .map(fault -> fault.path("pointer").textValue() + " "
                                + fault.path("detail").textValue())
                        .toList();
    }
}
