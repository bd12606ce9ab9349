package bank.es;

/** What a saga hears of a command that it sent. */
public sealed interface Heard {

    record Accepted() implements Heard {}

    /** Refused with the rejection's code and sentence. */
    record Refused(String code, String sentence) implements Heard {}
}
