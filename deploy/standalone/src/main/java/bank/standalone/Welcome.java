package bank.standalone;

/** What the person at the terminal reads when the bank is ready. */
final class Welcome {

    private Welcome() {}

    static String text(String address, String kafka, String took) {
        return """

                The bank is open on %1$s, %3$s after its start. Its events are on Kafka at %2$s.
                Try, in another terminal:

                  curl -X POST %1$s/api/commands/accounts -H 'Content-Type: application/json' \\
                    -d '{"owner": "Alice", "initial_balance": 1000}'
                  curl %1$s/api/queries/accounts
                  curl %1$s/health

                Ctrl-C closes it; what was done stays.""".formatted(address, kafka, took);
    }
}
