package bank.command.transfer;

import bank.SagaDocument;
import bank.command.gateway.Call;
import bank.http.Answer;
import bank.transfer.Transfer;
import bank.transfer.Transfer.Absent;
import bank.transfer.Transfer.Compensated;
import bank.transfer.Transfer.Compensating;
import bank.transfer.Transfer.Completed;
import bank.transfer.Transfer.Completing;
import bank.transfer.Transfer.Depositing;
import bank.transfer.Transfer.Refused;
import bank.transfer.Transfer.Withdrawing;
import bank.wire.Reply;

/** What the caller of a transfer hears at its end. */
final class TransferAnswers {

    private TransferAnswers() {}

    static Answer ended(Reply.Accepted accepted, Call call) {
        int status = switch (accepted.after().stateAs(Transfer.class)) {
            case Completed _ -> 200;
            case Refused(var _, var code, var _) when call.byPrecondition() && code.equals(Reply.Conflict.CODE) -> 412;
            case Refused _, Compensated _ -> 409;
            case Absent _, Withdrawing _, Depositing _, Completing _, Compensating _ ->
                throw new IllegalStateException("The transfer has not ended");
        };
        return Answer.json(status, SagaDocument.of(accepted.after()))
                .with("ETag", "\"" + accepted.after().version() + "\"");
    }
}
