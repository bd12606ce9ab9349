package bank.person;

/** Whether a person is married. */
public enum MaritalStatus {
    SINGLE,
    MARRIED
}
