package bank.projection.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bank.wire.Environment;
import bank.wire.Setting;
import bank.wire.SettingException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address at which no other instance could ask is refused at the start, and not by each query. */
class AdvertisedTest {

    private static HostInfo advertised(Setting setting, String value) {
        return Advertised.of(new Environment(Map.of()).with(setting, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"views-1.example:8000", "views:8000", "10.0.0.7:8000", "[fd00::1]:8000"})
    void anAddressThatOthersCanAskIsTaken(String address) {
        HostInfo host = advertised(Setting.ADVERTISED_ADDRESS, address);

        assertThat(host.host() + ":" + host.port()).isEqualTo(address);
        assertThat(HttpRequest.newBuilder(URI.create("http://" + address + "/internal/news"))
                        .build()
                        .uri()
                        .getPort())
                .isEqualTo(8000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "views",
                "views:0",
                "views:65536",
                "http://views:8000",
                "views:8000/x",
                "my_views:8000",
                "a..b:8000",
                "-views:8000",
                "10.0.0.7.8:8000",
                "[fd00:8000]:8000",
                "a@views:8000"
            })
    void anyOtherIsRefusedWithASentence(String address) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> advertised(Setting.ADVERTISED_ADDRESS, address))
                .withMessage("BANK_ADVERTISED_ADDRESS must be HOST:PORT, as views-1.example:8000, but is \"" + address
                        + "\".");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [::1]", "localhost, localhost"})
    void whereItIsNotSetItIsWhatIsListenedOn(String host, String advertised) {
        assertThat(advertised(Setting.HTTP_HOST, host)).isEqualTo(new HostInfo(advertised, 8000));
    }
}
