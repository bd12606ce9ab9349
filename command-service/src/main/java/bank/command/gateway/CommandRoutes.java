package bank.command.gateway;

import bank.personal.SubjectKeys;
import io.vertx.ext.web.Router;

/** The commands on the aggregates of one type by HTTP, as a system names them. */
@FunctionalInterface
public interface CommandRoutes {

    /** Puts them on the router. */
    void mount(Router router, Gateway gateway, SubjectKeys keys);
}
