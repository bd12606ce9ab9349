package bank.http;

/**
 * One thing that is wrong with a request's form. It never repeats a value that the caller sent: that may be personal.
 *
 * @param kind what {@code name} is: {@code pointer} (a JSON pointer into the body), {@code parameter} or {@code header}
 * @param name where the fault is
 * @param detail what is wrong there, as a sentence
 */
public record Fault(String kind, String name, String detail) {

    /** A fault in the body; the pointer of the whole body is empty. */
    public static Fault inBody(String pointer, String detail) {
        return new Fault("pointer", pointer, detail);
    }

    public static Fault inParameter(String name, String detail) {
        return new Fault("parameter", name, detail);
    }

    public static Fault inHeader(String name, String detail) {
        return new Fault("header", name, detail);
    }

    String sentence() {
        return name.isEmpty() ? detail : name + ": " + detail;
    }
}
