package bank.projection.account;

import bank.Aggregates;
import bank.account.AccountRule;
import bank.http.QueryParameters;
import bank.projection.query.AggregateQueries;
import bank.projection.query.Queries;
import bank.projection.query.Resource;
import bank.projection.transaction.TransactionQueries;
import bank.projection.type.TypeQueries;
import bank.projection.view.VersionRow;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The queries for accounts, and for the transactions on them. */
public final class AccountQueries implements TypeQueries {

    private static final String OWNER = "owner";
    private static final String STATUS = "status";

    private final TypeQueries usual;
    private final TransactionQueries transactions;

    public AccountQueries(Queries queries) {
        var document = new AccountDocument(queries.personal());
        var resource = new Resource(Aggregates.ACCOUNT, "accounts", "account_id", AccountRule.NOT_FOUND, document::of);
        this.usual = TypeQueries.of(queries, resource, new ByOwnerAndStatus(document));
        this.transactions = new TransactionQueries(queries);
    }

    @Override
    public Resource resource() {
        return usual.resource();
    }

    @Override
    public void mount(Router router) {
        usual.mount(router);
        transactions.mount(router);
    }

    private record ByOwnerAndStatus(AccountDocument document) implements AggregateQueries.ListFilter {

        @Override
        public Set<String> parameters() {
            return Set.of(OWNER, STATUS);
        }

        @Override
        public Optional<Predicate<VersionRow>> read(QueryParameters parameters) {
            Optional<String> owner = parameters.text(OWNER);
            Optional<String> status = parameters.word(STATUS, "active", "closed");
            if (owner.isEmpty() && status.isEmpty()) {
                return Optional.empty();
            }
            Predicate<VersionRow> hasStatus =
                    row -> status.isEmpty() || AccountDocument.status(row).equals(status.get());
            return Optional.of(hasStatus.and(row -> owner.isEmpty() || owner.equals(document.owner(row))));
        }
    }
}
