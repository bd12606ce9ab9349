package bank;

import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountDecider;
import bank.account.AccountEvent;
import bank.order.Order;
import bank.order.OrderCommand;
import bank.order.OrderDecider;
import bank.order.OrderEvent;
import bank.person.Person;
import bank.person.PersonCommand;
import bank.person.PersonDecider;
import bank.person.PersonEvent;
import bank.transfer.Transfer;
import bank.transfer.TransferCommand;
import bank.transfer.TransferEvent;
import bank.transfer.TransferSaga;
import bank.wire.AggregateType;
import bank.wire.Domain;
import bank.wire.EventType;
import java.util.List;

/** The aggregate types of the bank. */
public final class Aggregates {

    public static final AggregateType<AccountCommand, AccountEvent, Account> ACCOUNT = new AggregateType<>(
                    "account",
                    new AccountDecider(),
                    List.of(
                            AccountCommand.Open.class,
                            AccountCommand.Deposit.class,
                            AccountCommand.Withdraw.class,
                            AccountCommand.Close.class,
                            AccountCommand.ForgetOwner.class,
                            AccountCommand.WithdrawForTransfer.class,
                            AccountCommand.DepositForTransfer.class,
                            AccountCommand.CompleteTransfer.class,
                            AccountCommand.CompensateTransfer.class,
                            AccountCommand.RefuseTransfer.class),
                    List.of(
                            EventType.withPersonal(AccountEvent.AccountOpened.class, "owner"),
                            EventType.of(AccountEvent.MoneyDeposited.class),
                            EventType.of(AccountEvent.MoneyWithdrawn.class),
                            EventType.of(AccountEvent.AccountClosed.class),
                            EventType.forgetting(AccountEvent.OwnerForgotten.class),
                            EventType.of(AccountEvent.TransferInitiated.class),
                            EventType.of(AccountEvent.TransferCompleted.class),
                            EventType.of(AccountEvent.TransferFailed.class)),
                    List.of(Account.Absent.class, Account.Active.class, Account.Closed.class))
            // Since the second version there may be no owner; where there is one, it stands as before.
            .upcastState(Account.Active.class, active -> active)
            .upcastState(Account.Closed.class, closed -> closed);

    public static final AggregateType<TransferCommand, TransferEvent, Transfer> TRANSFER = new AggregateType<>(
                    "transfer",
                    new TransferSaga(),
                    List.of(
                            TransferCommand.StartTransfer.class,
                            TransferCommand.NoteAccepted.class,
                            TransferCommand.NoteRefused.class,
                            TransferCommand.RetryTransfer.class),
                    List.of(
                            EventType.of(TransferEvent.TransferStarted.class),
                            EventType.of(TransferEvent.WithdrawalMade.class),
                            EventType.<TransferEvent>of(TransferEvent.WithdrawalRefused.class)
                                    .upcast(TransferUpcasts::withCode),
                            EventType.of(TransferEvent.DepositMade.class),
                            EventType.<TransferEvent>of(TransferEvent.DepositRefused.class)
                                    .upcast(TransferUpcasts::withCode),
                            EventType.of(TransferEvent.SourceInformed.class),
                            EventType.of(TransferEvent.DestinationInformed.class),
                            EventType.of(TransferEvent.CompensationMade.class),
                            EventType.of(TransferEvent.RetryRequested.class)),
                    List.of(
                            Transfer.Absent.class,
                            Transfer.Withdrawing.class,
                            Transfer.Depositing.class,
                            Transfer.Completing.class,
                            Transfer.Compensating.class,
                            Transfer.Completed.class,
                            Transfer.Refused.class,
                            Transfer.Compensated.class))
            .upcastState(Transfer.Compensating.class, TransferUpcasts::withCode)
            .upcastState(Transfer.Refused.class, TransferUpcasts::withCode)
            .upcastState(Transfer.Compensated.class, TransferUpcasts::withCode);

    public static final AggregateType<PersonCommand, PersonEvent, Person> PERSON = new AggregateType<>(
            "person",
            new PersonDecider(),
            List.of(
                    PersonCommand.Create.class,
                    PersonCommand.ChangeStatus.class,
                    PersonCommand.ChangeAddress.class,
                    PersonCommand.Forget.class),
            List.of(
                    EventType.withPersonal(PersonEvent.PersonCreated.class, "name", "address"),
                    EventType.of(PersonEvent.StatusChanged.class),
                    EventType.withPersonal(PersonEvent.AddressChanged.class, "address"),
                    EventType.forgetting(PersonEvent.PersonForgotten.class)),
            List.of(Person.Absent.class, Person.Registered.class, Person.Forgotten.class));

    public static final AggregateType<OrderCommand, OrderEvent, Order> ORDER = new AggregateType<>(
            "order",
            new OrderDecider(),
            List.of(
                    OrderCommand.Create.class,
                    OrderCommand.AddLine.class,
                    OrderCommand.ChangeStatus.class,
                    OrderCommand.Discard.class),
            List.of(
                    EventType.of(OrderEvent.OrderCreated.class),
                    EventType.of(OrderEvent.LineAdded.class),
                    EventType.of(OrderEvent.StatusChanged.class),
                    EventType.of(OrderEvent.OrderDiscarded.class)),
            List.of(Order.Absent.class, Order.Placed.class, Order.Discarded.class));

    /** All of them: the bank. */
    public static final Domain BANK = Domain.of(ACCOUNT, TRANSFER, PERSON, ORDER);

    private Aggregates() {}
}
