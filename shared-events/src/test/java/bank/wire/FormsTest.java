package bank.wire;

import bank.kit.Families;
import bank.kit.Forms;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The forms of the bank's states and commands are approved line by line. */
class FormsTest {

    @Test
    void aFormChangesWithANewVersionOnly() {
        new Forms(Path.of("src/test/resources/forms.txt")).check(Families.ALL);
    }
}
