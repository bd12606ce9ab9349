package bank.verify;

import java.util.List;

/**
 * What a verification came to.
 *
 * @param events how many were read
 * @param streams how many streams they make
 * @param findings what is wrong, the first of it where it is much
 * @param found how much is wrong in all; nothing, and all streams verify
 * @param behindBreaks how many events stand behind a break of their stream and so could not be verified
 * @param millis how long it took
 */
public record Report(long events, long streams, List<Finding> findings, long found, long behindBreaks, long millis) {

    public Report {
        findings = List.copyOf(findings);
    }

    public boolean valid() {
        return found == 0;
    }
}
