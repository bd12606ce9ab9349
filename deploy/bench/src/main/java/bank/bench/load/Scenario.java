package bank.bench.load;

/** What the clients ask for. */
public enum Scenario {
    /** Opens every account once, in order. */
    OPEN(
            "/api/commands/accounts",
            "{\"owner\":\"Owner {one}\",\"initial_balance\":1000000,\"account_id\":\"acc-{one}\"}"),
    /** Deposits into a random account. */
    DEPOSIT("/api/commands/accounts/acc-{one}/deposit", "{\"amount\":1}"),
    /** Transfers between two random accounts. */
    TRANSFER("/api/commands/transfers", "{\"from_account\":\"acc-{one}\",\"to_account\":\"acc-{other}\",\"amount\":1}");

    private final String path;
    private final String body;

    Scenario(String path, String body) {
        this.path = path;
        this.body = body;
    }

    RequestTemplate template() {
        return new RequestTemplate(path, body);
    }
}
