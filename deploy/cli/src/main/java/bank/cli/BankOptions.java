package bank.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which bank is asked. */
final class BankOptions {

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:${env:BANK_HTTP_PORT:-8000}",
            description = "Where the bank is (${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    HttpBank bank() {
        return new HttpBank(url);
    }
}
