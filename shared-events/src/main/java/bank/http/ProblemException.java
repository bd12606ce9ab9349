package bank.http;

import java.util.List;

/** Ends the handling of a request with a problem. It has no stack trace, for it is an answer and no defect. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.document().path("detail").textValue(), null, false, false);
        this.problem = problem;
    }

    /** The request is not of its form. */
    public static ProblemException malformed(Fault fault) {
        return new ProblemException(Problem.malformed(List.of(fault)));
    }

    public Problem problem() {
        return problem;
    }
}
