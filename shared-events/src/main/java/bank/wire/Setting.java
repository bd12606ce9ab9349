package bank.wire;

/** Every setting: its name in the environment, its default, and what it is for. The docs' table is this one. */
public enum Setting {
    HTTP_HOST("BANK_HTTP_HOST", "127.0.0.1", "The address that HTTP is served on"),
    HTTP_PORT("BANK_HTTP_PORT", "8000", "The port that HTTP is served on"),
    ADVERTISED_ADDRESS(
            "BANK_ADVERTISED_ADDRESS",
            "",
            "HOST:PORT at which other instances of the projection-service reach this one; where it is not set, what HTTP is served on"),
    KAFKA_BOOTSTRAP(
            "BANK_KAFKA_BOOTSTRAP",
            "127.0.0.1:9092",
            "The Kafka that the services use; not for `start`, which runs its own"),
    KAFKA_PROPERTIES_FILE(
            "BANK_KAFKA_PROPERTIES_FILE",
            "",
            "A file that says how to be let in by that Kafka: client properties `security.*`, `sasl.*` and `ssl.*`"),
    KAFKA_PORT("BANK_KAFKA_PORT", "9092", "`start`: the port of its Kafka broker, on 127.0.0.1"),
    DATA_DIR("BANK_DATA_DIR", "./data", "The folder for all that is kept on this machine"),
    DURABLE(
            "BANK_DURABLE",
            "false",
            "`start`: whether the broker flushes every write to the disk, to survive a power cut"),
    TOPIC_PREFIX("BANK_TOPIC_PREFIX", "bank", "What the names of all topics, groups and transactional ids begin with"),
    PARTITIONS("BANK_PARTITIONS", "8", "How many partitions new topics get; fixed for the life of the data"),
    REPLICATION_FACTOR("BANK_REPLICATION_FACTOR", "3", "How many brokers keep each new topic; `start` has 1"),
    INSTANCE_ID(
            "BANK_INSTANCE_ID",
            "",
            "A name for this instance that it keeps over restarts, so that it gets its partitions back at once"),
    MASTER_KEY("BANK_MASTER_KEY", "", "The master key of all that is encrypted: 32 bytes in base64"),
    MASTER_KEY_FILE(
            "BANK_MASTER_KEY_FILE",
            "",
            "A file that holds the master key; `start` makes `master.key` in its data folder"),
    MASTER_KEY_FORMER(
            "BANK_MASTER_KEY_FORMER",
            "",
            "While the master key is being changed: the other one that personal data may be under"),
    MASTER_KEY_FORMER_FILE("BANK_MASTER_KEY_FORMER_FILE", "", "A file that holds that other master key"),
    ENCRYPT(
            "BANK_ENCRYPT",
            "declared",
            "What is encrypted of what is written from now on: `declared` personal data, `all` content, or `none`"),
    TIME_LIMIT("BANK_TIME_LIMIT_MS", "5000", "How long a caller waits for a command's outcome, in milliseconds"),
    IDEMPOTENCY_HOURS("BANK_IDEMPOTENCY_HOURS", "24", "How long the answer to an Idempotency-Key is kept, in hours"),
    MAILBOX("BANK_MAILBOX", "4096", "How many commands may wait for a processor before callers get 503"),
    SAGA_OVERDUE("BANK_SAGA_OVERDUE_SECONDS", "30", "After how many seconds without a step a saga counts as overdue"),
    CLOCK_SKEW(
            "BANK_CLOCK_SKEW_MS",
            "5000",
            "By how much the machines' clocks may differ, in milliseconds; answers as of a time are final that much later"),
    CORS_ORIGINS("BANK_CORS_ORIGINS", "*", "The origins that may call from a browser, separated by commas, or *");

    private final String variable;
    private final String defaultValue;
    private final String meaning;

    Setting(String variable, String defaultValue, String meaning) {
        this.variable = variable;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    public String variable() {
        return variable;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether its value must never be shown. */
    public boolean secret() {
        return this == MASTER_KEY || this == MASTER_KEY_FORMER;
    }
}
