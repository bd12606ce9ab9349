package bank.projection.streams;

import bank.wire.Environment;
import bank.wire.Setting;
import bank.wire.SettingException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.state.HostInfo;

/** The address at which other instances reach this one. */
final class Advertised {

    private static final int PORT_MOST = 65_535;
    private static final Pattern FORM = Pattern.compile("([a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

    private Advertised() {}

    static HostInfo of(Environment environment) {
        return environment
                .optional(Setting.ADVERTISED_ADDRESS)
                .map(Advertised::parse)
                .orElseGet(() -> new HostInfo(
                        host(environment.text(Setting.HTTP_HOST)),
                        environment.number(Setting.HTTP_PORT, 0, PORT_MOST)));
    }

    private static HostInfo parse(String address) {
        Matcher parts = FORM.matcher(address);
        if (!parts.matches() || port(parts) < 1 || port(parts) > PORT_MOST || !isHost(parts.group(1))) {
            throw new SettingException(Setting.ADVERTISED_ADDRESS.variable()
                    + " must be HOST:PORT, as views-1.example:8000, but is \"" + address + "\".");
        }
        return new HostInfo(parts.group(1), port(parts));
    }

    /** Whether it can be asked by HTTP, which knows fewer names than DNS does. */
    private static boolean isHost(String host) {
        try {
            return new URI("http://" + host).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(Matcher parts) {
        return Integer.parseInt(parts.group(2));
    }

    /** Who listens on all addresses is reached at the machine's own. */
    private static String host(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return bracketed(
                    address.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostAddress() : host);
        } catch (UnknownHostException e) {
            throw new SettingException("The address of this machine is not known (" + e.getMessage() + "); set "
                    + Setting.ADVERTISED_ADDRESS.variable() + " to one at which other instances reach this one.");
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
