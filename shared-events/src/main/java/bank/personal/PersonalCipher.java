package bank.personal;

import bank.es.Personal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Makes what is stored of a subject's personal data. */
public interface PersonalCipher {

    Personal encrypt(String clear);

    /** The same of a datum of any form, which comes back as what it is: a text, an object, any JSON. */
    Personal encrypt(JsonNode clear);

    /** What stands for a text, always the same; none where the subject's key, which it depends on, is gone. */
    Optional<String> fingerprintOf(String text);
}
