package bank.kit;

import bank.account.Account;
import bank.account.AccountCommand;
import bank.account.AccountDecider;
import bank.account.AccountEvent;
import bank.es.Heard;
import bank.es.Outcome;
import bank.es.Send;
import bank.transfer.Transfer;
import bank.transfer.TransferCommand;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferEvent;
import bank.transfer.TransferSaga;
import bank.wire.Partitions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Accounts and transfers in memory, and between them the messages as Kafka and the processors carry them: in a
 * partition in order, between partitions in any order, each delivered once, its effects and its answers at once or not
 * at all. A message on which a rule fails is set aside, and an operator replays or discards it. Only his retries make
 * copies. Not thread-safe.
 */
public final class World {

    private static final int PARTITIONS = 3;

    /** A command on its way to an account. */
    private record ToAccount(String account, String saga, Send send) {}

    /** A command on its way to a transfer. */
    private record ToTransfer(String saga, TransferCommand command) {}

    /** A message that was set aside; none to an account where it was to the transfer. */
    private record Letter(String saga, Optional<ToAccount> unanswered) {}

    private final TransferSaga saga = new TransferSaga();
    private final Streams<AccountCommand, AccountEvent, Account> accounts = new Streams<>(new AccountDecider());
    private final Streams<TransferCommand, TransferEvent, Transfer> transfers = new Streams<>(saga);
    private final Partitions partitions = new Partitions(PARTITIONS);
    private final List<Queue<ToAccount>> accountQueues = queues();
    private final List<Queue<ToTransfer>> transferQueues = queues();
    private final List<Letter> letters = new ArrayList<>();

    private static <T> List<Queue<T>> queues() {
        var queues = new ArrayList<Queue<T>>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            queues.add(new ArrayDeque<>());
        }
        return queues;
    }

    /** What an account's holder asks for, decided at once. */
    public Outcome<AccountEvent> ask(String account, AccountCommand command) {
        return decide(account, command, OptionalLong.empty(), _ -> {});
    }

    public World start(StartTransfer start) {
        enqueue(start.transferId(), start);
        return this;
    }

    /** An operator's retry; where the transfer has ended by the time it arrives, it is refused. */
    public World retry(String transferId) {
        enqueue(transferId, new RetryTransfer());
        return this;
    }

    /** Delivers the next message of one partition, which {@code choice} chooses among those that have any. */
    public boolean deliver(Function<List<Runnable>, Runnable> choice) {
        List<Runnable> waiting = new ArrayList<>();
        accountQueues.stream()
                .filter(queue -> !queue.isEmpty())
                .forEach(queue -> waiting.add(() -> decide(queue.remove())));
        transferQueues.stream()
                .filter(queue -> !queue.isEmpty())
                .forEach(queue -> waiting.add(() -> note(queue.remove())));
        if (waiting.isEmpty()) {
            return false;
        }
        choice.apply(waiting).run();
        return true;
    }

    /** Sets the next message of one partition aside, as where a rule fails on it. */
    public void fail(Function<List<Runnable>, Runnable> choice) {
        List<Runnable> waiting = new ArrayList<>();
        accountQueues.stream()
                .filter(queue -> !queue.isEmpty())
                .forEach(queue -> waiting.add(() -> {
                    ToAccount message = queue.remove();
                    letters.add(new Letter(message.saga(), Optional.of(message)));
                }));
        transferQueues.stream()
                .filter(queue -> !queue.isEmpty())
                .filter(queue -> !(queue.element().command() instanceof StartTransfer))
                .forEach(queue ->
                        waiting.add(() -> letters.add(new Letter(queue.remove().saga(), Optional.empty()))));
        if (!waiting.isEmpty()) {
            choice.apply(waiting).run();
        }
    }

    /** How many messages are set aside and not decided. */
    public int letters() {
        return letters.size();
    }

    /** An operator replays what was set aside. */
    public void replay(int letter) {
        retry(letters.remove(letter).saga());
    }

    /** An operator discards what was set aside; where the transfer cannot take a refusal, he may not. */
    public void discard(int letter) {
        letters.get(letter)
                .unanswered()
                .ifPresent(failed -> saga.refusal(failed.saga(), failed.send().step())
                        .ifPresent(refusal -> {
                            letters.remove(letter);
                            send(
                                    failed.saga(),
                                    new Send(
                                            "account",
                                            failed.account(),
                                            failed.send().step(),
                                            refusal,
                                            OptionalLong.empty()));
                        }));
    }

    /** Delivers all that is on its way and all that comes of it. */
    public World settle() {
        boolean more = true;
        while (more) {
            more = deliver(List::getFirst);
        }
        return this;
    }

    /** Delivers nothing but what accounts are asked, until none is asked any more. */
    public World letAccountsDecide() {
        accountQueues.forEach(queue -> drain(queue, this::decide));
        return this;
    }

    /** Delivers to each partition of accounts the first of what it is asked. */
    public World letAccountsDecideOnce() {
        accountQueues.stream().filter(queue -> !queue.isEmpty()).forEach(queue -> decide(queue.remove()));
        return this;
    }

    /** Delivers nothing but what transfers hear. */
    public World letTransfersHear() {
        transferQueues.forEach(queue -> drain(queue, this::note));
        return this;
    }

    private static <T> void drain(Queue<T> queue, Consumer<T> deliver) {
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            deliver.accept(next);
        }
    }

    private void enqueue(String transfer, TransferCommand command) {
        transferQueues.get(partitions.of(transfer)).add(new ToTransfer(transfer, command));
    }

    private void decide(ToAccount message) {
        Send send = message.send();
        decide(
                message.account(),
                (AccountCommand) send.command(),
                send.expectedVersion(),
                heard -> enqueue(message.saga(), saga.heard(send.step(), heard)));
    }

    private Outcome<AccountEvent> decide(
            String account, AccountCommand command, OptionalLong expectedVersion, Consumer<Heard> answer) {
        Outcome<AccountEvent> outcome = accounts.decide(account, command);
        switch (outcome) {
            case Outcome.Accepted<AccountEvent>(var events) -> {
                boolean expected = expectedVersion.orElse(accounts.version(account)) == accounts.version(account);
                if (expected || events.isEmpty()) {
                    events.forEach(event -> accounts.append(account, event));
                    answer.accept(new Heard.Accepted());
                } else {
                    answer.accept(new Heard.Refused("concurrency-conflict", "Another version"));
                }
            }
            case Outcome.Rejected<AccountEvent>(var why) ->
                answer.accept(new Heard.Refused(why.code(), why.sentence()));
        }
        return outcome;
    }

    private void note(ToTransfer message) {
        boolean ended = saga.ended(transfer(message.saga()));
        if (transfers.decide(message.saga(), message.command())
                instanceof Outcome.Accepted<TransferEvent>(var events)) {
            if (ended && !events.isEmpty()) {
                throw new AssertionError("The ended transfer " + message.saga() + " moved: " + events);
            }
            for (TransferEvent event : events) {
                transfers.append(message.saga(), event);
                for (Send send : saga.react(transfer(message.saga()), event)) {
                    send(message.saga(), send);
                }
            }
        }
    }

    private void send(String transfer, Send send) {
        accountQueues.get(partitions.of(send.aggregateId())).add(new ToAccount(send.aggregateId(), transfer, send));
    }

    public Account account(String id) {
        return accounts.state(id);
    }

    public Transfer transfer(String id) {
        return transfers.state(id);
    }

    public boolean ended(String transferId) {
        return saga.ended(transfer(transferId));
    }

    public List<AccountEvent> history(String account) {
        return accounts.events(account);
    }

    public Map<String, Account> accounts() {
        return Collections.unmodifiableMap(accounts.states());
    }

    public Map<String, Transfer> transfers() {
        return Collections.unmodifiableMap(transfers.states());
    }
}
