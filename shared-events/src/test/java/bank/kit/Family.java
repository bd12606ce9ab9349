package bank.kit;

import bank.Aggregates;
import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountEvent;
import bank.es.Command;
import bank.es.Event;
import bank.order.Order;
import bank.order.OrderCommand;
import bank.order.OrderEvent;
import bank.person.Person;
import bank.person.PersonCommand;
import bank.person.PersonEvent;
import bank.transfer.Transfer;
import bank.transfer.TransferCommand;
import bank.transfer.TransferEvent;
import bank.wire.AggregateType;
import java.util.List;

/** An aggregate type with the sealed types of its commands, events and states. A new type needs a line here. */
public record Family<C extends Command, E extends Event, S>(
        AggregateType<C, E, S> type, Class<C> commands, Class<E> events, Class<S> states) {

    public static final List<Family<?, ?, ?>> ALL = List.of(
            new Family<>(Aggregates.ACCOUNT, AccountCommand.class, AccountEvent.class, Account.class),
            new Family<>(Aggregates.TRANSFER, TransferCommand.class, TransferEvent.class, Transfer.class),
            new Family<>(Aggregates.PERSON, PersonCommand.class, PersonEvent.class, Person.class),
            new Family<>(Aggregates.ORDER, OrderCommand.class, OrderEvent.class, Order.class));

    @Override
    public String toString() {
        return type.name();
    }
}
