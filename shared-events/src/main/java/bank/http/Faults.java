package bank.http;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request's form, gathered while it is read, so that all of it can be named. Not thread-safe. */
public final class Faults {

    private static final int NAMED_MOST = 100;

    private final List<Fault> faults = new ArrayList<>(0);

    public void add(Fault fault) {
        if (faults.size() < NAMED_MOST) {
            faults.add(fault);
        }
    }

    public void addInBody(String pointer, String detail) {
        add(Fault.inBody(pointer, detail));
    }

    public void addInHeader(String name, String detail) {
        add(Fault.inHeader(name, detail));
    }

    public boolean none() {
        return faults.isEmpty();
    }

    /** Ends the request with all faults named, if there are any. */
    public void check() {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.malformed(faults));
        }
    }
}
