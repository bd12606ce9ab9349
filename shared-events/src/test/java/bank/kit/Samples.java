package bank.kit;

import bank.account.AccountEvent;
import bank.account.AccountEvent.TransferCompleted;
import bank.account.AccountEvent.TransferFailed;
import bank.account.AccountEvent.TransferInitiated;
import bank.es.Event;
import bank.order.OrderEvent;
import bank.order.OrderStatus;
import bank.person.MaritalStatus;
import bank.person.PersonEvent;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** An event of every type, and one more where a field may be missing. They stand in approved files: never changed. */
public final class Samples {

    /** A sample; the variant tells samples of the same type apart. */
    public record Sample<E extends Event>(E event, String variant) {}

    private static final String SAGA = TransferWords.SAGA;

    private static final List<Sample<AccountEvent>> ACCOUNT = List.of(
            new Sample<>(AccountWords.opened("1000"), ""),
            new Sample<>(AccountWords.deposited("250.5"), ""),
            new Sample<>(AccountWords.received(SAGA, "99.99"), ".transfer"),
            new Sample<>(AccountWords.withdrawn("0.01"), ""),
            new Sample<>(AccountWords.sent(SAGA, "10000000000000"), ".transfer"),
            new Sample<>(AccountWords.closed(), ""),
            new Sample<>(AccountWords.forgotten(), ""),
            new Sample<>(new TransferInitiated(SAGA), ""),
            new Sample<>(new TransferCompleted(SAGA), ""),
            new Sample<>(new TransferFailed(SAGA, "Destination account acc-bob is not active"), ""));

    private static final List<Sample<TransferEvent>> TRANSFER = List.of(
            new Sample<>(TransferWords.started(), ""),
            new Sample<>(
                    new TransferStarted(
                            SAGA, AccountWords.ALICES, AccountWords.BOBS, TransferWords.AMOUNT, OptionalLong.of(7)),
                    ".version"),
            new Sample<>(new WithdrawalMade(), ""),
            new Sample<>(new WithdrawalRefused("insufficient-funds", "Insufficient balance: 1 < 200"), ""),
            new Sample<>(new DepositMade(), ""),
            new Sample<>(new DepositRefused("account-not-active", "Destination account acc-bob is not active"), ""),
            new Sample<>(new SourceInformed(), ""),
            new Sample<>(new DestinationInformed(), ""),
            new Sample<>(new CompensationMade(), ""),
            new Sample<>(new RetryRequested(), ""));

    private static final List<Sample<PersonEvent>> PERSON = List.of(
            new Sample<>(PersonWords.created(MaritalStatus.SINGLE), ""),
            new Sample<>(PersonWords.changedTo(MaritalStatus.MARRIED), ""),
            new Sample<>(PersonWords.moved(), ""),
            new Sample<>(PersonWords.forgotten(), ""));

    private static final List<Sample<OrderEvent>> ORDER = List.of(
            new Sample<>(OrderWords.created(1), ""),
            new Sample<>(OrderWords.added(512, 3, "56.66"), ""),
            new Sample<>(OrderWords.changedTo(OrderStatus.PAID), ""),
            new Sample<>(OrderWords.discarded(), ""));

    private static final Map<Class<? extends Event>, List<? extends Sample<?>>> ALL = Map.of(
            AccountEvent.class,
            ACCOUNT,
            TransferEvent.class,
            TRANSFER,
            PersonEvent.class,
            PERSON,
            OrderEvent.class,
            ORDER);

    private Samples() {}

    /** The samples of a sealed type of events; a new aggregate type adds its list here. */
    @SuppressWarnings("unchecked")
    public static <E extends Event> List<Sample<E>> of(Class<E> events) {
        List<? extends Sample<?>> samples = Objects.requireNonNull(ALL.get(events), "Say here how to sample " + events);
        return (List<Sample<E>>) samples;
    }
}
