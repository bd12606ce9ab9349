package bank.wire;

/** A setting is wrong; the message is a sentence for the person who set it. */
public final class SettingException extends RuntimeException {

    public SettingException(String sentence) {
        super(sentence);
    }
}
