package bank.kit;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountEvent;
import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.kit.Family.Sample;
import bank.letter.Letter;
import bank.letter.LetterCommand;
import bank.letter.LetterEvent;
import bank.letter.LetterEvent.LetterDiscarded;
import bank.letter.LetterEvent.LetterReplayed;
import bank.letter.LetterKind;
import bank.order.Order;
import bank.order.OrderCommand;
import bank.order.OrderEvent;
import bank.order.OrderStatus;
import bank.person.MaritalStatus;
import bank.person.Person;
import bank.person.PersonCommand;
import bank.person.PersonEvent;
import bank.transfer.Transfer;
import bank.transfer.TransferCommand;
import bank.transfer.TransferEvent;
import bank.transfer.TransferEvent.CompensationMade;
import bank.transfer.TransferEvent.DepositMade;
import bank.transfer.TransferEvent.DepositRefused;
import bank.transfer.TransferEvent.DestinationInformed;
import bank.transfer.TransferEvent.RetryRequested;
import bank.transfer.TransferEvent.SourceInformed;
import bank.transfer.TransferEvent.TransferStarted;
import bank.transfer.TransferEvent.WithdrawalMade;
import bank.transfer.TransferEvent.WithdrawalRefused;
import bank.wire.Domain;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The bank's aggregate types; a new one needs its line here. */
public final class Families {

    private static final String SAGA = TransferWords.SAGA;

    private static final Family<AccountCommand, AccountEvent, Account> ACCOUNT = new Family<>(
            Aggregates.ACCOUNT,
            AccountCommand.class,
            AccountEvent.class,
            Account.class,
            List.of(
                    new Sample<>(AccountWords.opened("1000")),
                    new Sample<>(AccountWords.deposited("250.5")),
                    new Sample<>(AccountWords.received(SAGA, "99.99"), ".transfer"),
                    new Sample<>(AccountWords.withdrawn("0.01")),
                    new Sample<>(AccountWords.sent(SAGA, "10000000000000"), ".transfer"),
                    new Sample<>(AccountWords.closed()),
                    new Sample<>(AccountWords.forgotten()),
                    new Sample<>(new TransferInitiated(SAGA)),
                    new Sample<>(new TransferCompleted(SAGA)),
                    new Sample<>(new TransferFailed(SAGA, "Destination account acc-bob is not active"))));

    private static final Family<TransferCommand, TransferEvent, Transfer> TRANSFER = new Family<>(
            Aggregates.TRANSFER,
            TransferCommand.class,
            TransferEvent.class,
            Transfer.class,
            List.of(
                    new Sample<>(TransferWords.started()),
                    new Sample<>(
                            new TransferStarted(
                                    SAGA,
                                    AccountWords.ALICES,
                                    AccountWords.BOBS,
                                    TransferWords.AMOUNT,
                                    OptionalLong.of(7)),
                            ".version"),
                    new Sample<>(new WithdrawalMade()),
                    new Sample<>(new WithdrawalRefused("insufficient-funds", "Insufficient balance: 1 < 200")),
                    new Sample<>(new DepositMade()),
                    new Sample<>(new DepositRefused("account-not-active", "Destination account acc-bob is not active")),
                    new Sample<>(new SourceInformed()),
                    new Sample<>(new DestinationInformed()),
                    new Sample<>(new CompensationMade()),
                    new Sample<>(new RetryRequested())));

    public static final List<Family<?, ?, ?>> ALL = List.of(
            ACCOUNT,
            TRANSFER,
            Family.of(
                    Aggregates.PERSON,
                    PersonCommand.class,
                    PersonEvent.class,
                    Person.class,
                    PersonWords.created(MaritalStatus.SINGLE),
                    PersonWords.changedTo(MaritalStatus.MARRIED),
                    PersonWords.moved(),
                    PersonWords.forgotten()),
            Family.of(
                    Aggregates.ORDER,
                    OrderCommand.class,
                    OrderEvent.class,
                    Order.class,
                    OrderWords.created(1),
                    OrderWords.added(512, 3, "56.66"),
                    OrderWords.changedTo(OrderStatus.PAID),
                    OrderWords.discarded()),
            new Family<>(
                    Domain.LETTER,
                    LetterCommand.class,
                    LetterEvent.class,
                    Letter.class,
                    List.of(
                            new Sample<>(new LetterReplayed(LetterKind.SAGAS_COMMAND, Optional.empty())),
                            new Sample<>(
                                    new LetterDiscarded(LetterKind.VIEWED_RECORD, Optional.of("A test wrote it")),
                                    ".reason"))));

    private Families() {}
}
