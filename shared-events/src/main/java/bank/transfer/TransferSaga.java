package bank.transfer;

import static bank.es.Outcome.accept;
import static bank.es.Outcome.reject;

import bank.account.AccountCommand.CompensateTransfer;
import bank.account.AccountCommand.CompleteTransfer;
import bank.account.AccountCommand.DepositForTransfer;
import bank.account.AccountCommand.RefuseTransfer;
import bank.account.AccountCommand.WithdrawForTransfer;
import bank.account.AccountRule;
import bank.es.Command;
import bank.es.Heard;
import bank.es.Outcome;
import bank.es.Saga;
import bank.es.Send;
import bank.transfer.Step.Attempt;
import bank.transfer.Transfer.Absent;
import bank.transfer.Transfer.Compensated;
import bank.transfer.Transfer.Compensating;
import bank.transfer.Transfer.Completed;
import bank.transfer.Transfer.Completing;
import bank.transfer.Transfer.Depositing;
import bank.transfer.Transfer.Refused;
import bank.transfer.Transfer.Terms;
import bank.transfer.Transfer.Withdrawing;
import bank.transfer.TransferCommand.NoteAccepted;
import bank.transfer.TransferCommand.NoteRefused;
import bank.transfer.TransferCommand.RetryTransfer;
import bank.transfer.TransferCommand.StartTransfer;
import bank.transfer.TransferEvent.CompensationMade;
import bank.transfer.TransferEvent.DepositMade;
import bank.transfer.TransferEvent.DepositRefused;
import bank.transfer.TransferEvent.DestinationInformed;
import bank.transfer.TransferEvent.RetryRequested;
import bank.transfer.TransferEvent.SourceInformed;
import bank.transfer.TransferEvent.TransferStarted;
import bank.transfer.TransferEvent.WithdrawalMade;
import bank.transfer.TransferEvent.WithdrawalRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Moves money between two accounts without locking either: withdraw at the source, deposit at the destination, then
 * tell both that it is over; where the destination refuses, give the source its money back. The deposit never depends
 * on a balance, and a compensation cannot be refused, so every transfer ends.
 *
 * <p>The pattern is the saga of Garcia-Molina and Salem (1987).
 */
public final class TransferSaga implements Saga<TransferCommand, TransferEvent, Transfer> {

    private record On(Transfer transfer, TransferCommand command) {}

    @Override
    public Transfer initial() {
        return new Absent();
    }

    @Override
    public Outcome<TransferEvent> decide(Transfer transfer, TransferCommand command) {
        return switch (new On(transfer, command)) {
            case On(Absent _, StartTransfer start) -> start(start);
            case On(var _, StartTransfer _) -> reject(TransferRule.ALREADY_EXISTS);
            case On(Absent _, var _) -> reject(TransferRule.NOT_FOUND);
            case On(var _, NoteAccepted(var step)) -> accepted(transfer, step);
            case On(var _, NoteRefused refusal) -> refused(transfer, refusal);
            case On(var _, RetryTransfer _) ->
                ended(transfer) ? reject(TransferRule.ENDED) : accept(new RetryRequested());
        };
    }

    private static Outcome<TransferEvent> start(StartTransfer start) {
        if (!start.amount().isPositive()) {
            return reject(TransferRule.AMOUNT_NOT_POSITIVE);
        }
        if (start.fromAccount().equals(start.toAccount())) {
            return reject(TransferRule.SAME_ACCOUNT);
        }
        return accept(new TransferStarted(
                start.transferId(), start.fromAccount(), start.toAccount(), start.amount(), start.expectedVersion()));
    }

    private record Noted(Transfer transfer, Step step) {}

    /** An outcome that the transfer does not wait for is the repeat of one that it has heard: it changes nothing. */
    private static Outcome<TransferEvent> accepted(Transfer transfer, Step step) {
        return switch (new Noted(transfer, step)) {
            case Noted(Withdrawing _, Step s) when s == Step.WITHDRAW -> accept(new WithdrawalMade());
            case Noted(Depositing _, Step s) when s == Step.DEPOSIT -> accept(new DepositMade());
            case Noted(Completing c, Step s)
            when s == Step.COMPLETE_SOURCE && !c.sourceKnows() -> accept(new SourceInformed());
            case Noted(Completing c, Step s)
            when s == Step.COMPLETE_DESTINATION && !c.destinationKnows() -> accept(new DestinationInformed());
            case Noted(Compensating _, Step s) when s == Step.COMPENSATE -> accept(new CompensationMade());
            case Noted(var _, var _) -> accept();
        };
    }

    /**
     * Only the last attempt's refusal counts. An account takes the attempts in the order in which they were sent, so
     * when the last is refused, all were; when an earlier one is, a later one may still move the money.
     */
    private static Outcome<TransferEvent> refused(Transfer transfer, NoteRefused refusal) {
        return switch (transfer) {
            case Withdrawing(var terms, var attempt)
            when refusal.isOf(Step.WITHDRAW, attempt) ->
                accept(new WithdrawalRefused(refusal.code(), sourceError(terms, refusal.code(), refusal.sentence())));
            case Depositing(var terms, var attempt)
            when refusal.isOf(Step.DEPOSIT, attempt) ->
                accept(new DepositRefused(refusal.code(), destinationError(terms, refusal)));
            case Transfer _ when refusal.step().isRefusable() -> accept();
            case Transfer _ ->
                throw new IllegalStateException(
                        "Step " + refusal.step() + " cannot be refused, but was: " + refusal.code());
        };
    }

    private static String sourceError(Terms terms, String code, String sentence) {
        if (code.equals(AccountRule.NOT_FOUND.code())) {
            return "Source account " + terms.fromAccount() + " not found";
        }
        return code.equals(AccountRule.NOT_ACTIVE.code())
                ? "Source account " + terms.fromAccount() + " is not active"
                : sentence;
    }

    private static String destinationError(Terms terms, NoteRefused refusal) {
        return refusal.code().equals(AccountRule.DISCARDED.code())
                ? refusal.sentence()
                : "Destination account " + terms.toAccount() + " is not active";
    }

    private record After(Transfer transfer, TransferEvent event) {}

    @Override
    public Transfer evolve(Transfer transfer, TransferEvent event) {
        return switch (new After(transfer, event)) {
            case After(Absent _, TransferStarted(var id, var from, var to, var amount, var expected)) ->
                new Withdrawing(new Terms(id, from, to, amount, expected), 1);
            case After(Withdrawing(var terms, var _), WithdrawalMade _) -> new Depositing(terms, 1);
            case After(Withdrawing(var terms, var _), WithdrawalRefused(var code, var error)) ->
                new Refused(terms, code, error);
            case After(Depositing(var terms, var _), DepositMade _) -> new Completing(terms, false, false);
            case After(Depositing(var terms, var _), DepositRefused(var code, var error)) ->
                new Compensating(terms, code, error);
            case After(Completing c, SourceInformed _) -> informed(c.terms(), true, c.destinationKnows());
            case After(Completing c, DestinationInformed _) -> informed(c.terms(), c.sourceKnows(), true);
            case After(Compensating(var terms, var code, var error), CompensationMade _) ->
                new Compensated(terms, code, error);
            case After(Withdrawing(var terms, var attempt), RetryRequested _) -> new Withdrawing(terms, attempt + 1);
            case After(Depositing(var terms, var attempt), RetryRequested _) -> new Depositing(terms, attempt + 1);
            case After(Completing completing, RetryRequested _) -> completing;
            case After(Compensating compensating, RetryRequested _) -> compensating;
            case After(var _, var _) ->
                throw new IllegalStateException(event.getClass().getSimpleName() + " cannot follow "
                        + transfer.getClass().getSimpleName());
        };
    }

    private static Transfer informed(Terms terms, boolean source, boolean destination) {
        return source && destination ? new Completed(terms) : new Completing(terms, source, destination);
    }

    @Override
    public List<Send> react(Transfer transfer, TransferEvent event) {
        return switch (event) {
            case SourceInformed _, DestinationInformed _ -> List.of();
            case TransferStarted _, WithdrawalMade _, WithdrawalRefused _ -> awaited(transfer);
            case DepositMade _, DepositRefused _, CompensationMade _, RetryRequested _ -> awaited(transfer);
        };
    }

    /** The commands whose outcomes the transfer waits for in its phase. */
    private static List<Send> awaited(Transfer transfer) {
        return switch (transfer) {
            case Withdrawing(var t, var attempt) -> {
                var withdraw = new WithdrawForTransfer(t.transferId(), t.amount());
                yield List.of(send(t.fromAccount(), Step.WITHDRAW, attempt, withdraw, t.expectedVersion()));
            }
            case Depositing(var t, var attempt) -> {
                var deposit = new DepositForTransfer(t.transferId(), t.amount());
                yield List.of(send(t.toAccount(), Step.DEPOSIT, attempt, deposit, OptionalLong.empty()));
            }
            case Completing(var t, var source, var destination) -> {
                var complete = new CompleteTransfer(t.transferId());
                var sends = new ArrayList<Send>();
                if (!source) {
                    sends.add(send(t.fromAccount(), Step.COMPLETE_SOURCE, complete));
                }
                if (!destination) {
                    sends.add(send(t.toAccount(), Step.COMPLETE_DESTINATION, complete));
                }
                yield List.copyOf(sends);
            }
            case Compensating(var t, var _, var error) -> {
                var compensate = new CompensateTransfer(t.transferId(), t.amount(), error);
                yield List.of(send(t.fromAccount(), Step.COMPENSATE, compensate));
            }
            case Absent _, Completed _, Refused _, Compensated _ -> List.of();
        };
    }

    /** A command that cannot be refused: its repeat is the very same, so it needs no attempt. */
    private static Send send(String account, Step step, Command command) {
        return send(account, step, 1, command, OptionalLong.empty());
    }

    private static Send send(String account, Step step, int attempt, Command command, OptionalLong expectedVersion) {
        return new Send("account", account, new Attempt(step, attempt).label(), command, expectedVersion);
    }

    @Override
    public TransferCommand heard(String step, Heard heard) {
        Attempt attempt = Attempt.of(step);
        return switch (heard) {
            case Heard.Accepted _ -> new NoteAccepted(attempt.step());
            case Heard.Refused(var code, var sentence) ->
                new NoteRefused(attempt.step(), attempt.number(), code, sentence);
        };
    }

    @Override
    public Optional<Command> refusal(String transferId, String step) {
        return Attempt.of(step).step().isRefusable() ? Optional.of(new RefuseTransfer(transferId)) : Optional.empty();
    }

    @Override
    public TransferCommand retry() {
        return new RetryTransfer();
    }

    @Override
    public boolean answeredAtEnd(TransferCommand command) {
        return command instanceof StartTransfer;
    }

    @Override
    public boolean ended(Transfer transfer) {
        return switch (transfer) {
            case Completed _, Refused _, Compensated _ -> true;
            case Absent _, Withdrawing _, Depositing _, Completing _, Compensating _ -> false;
        };
    }
}
