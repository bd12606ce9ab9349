package bank.projection.view;

import static org.assertj.core.api.Assertions.assertThat;

import bank.Aggregates;
import bank.kit.OrderWords;
import bank.kit.PersonWords;
import bank.order.Order;
import bank.order.OrderCommand;
import bank.order.OrderEvent;
import bank.order.OrderStatus;
import bank.person.MaritalStatus;
import bank.person.Person;
import bank.person.PersonCommand;
import bank.person.PersonEvent;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types that name an event alike do not meet, and what is not found is not counted. */
class PeopleAndOrdersTest {

    @TempDir
    private Path folder;

    private final StreamWriter<PersonCommand, PersonEvent, Person> person =
            new StreamWriter<>(Aggregates.PERSON, "same-id");
    private final StreamWriter<OrderCommand, OrderEvent, Order> order = new StreamWriter<>(Aggregates.ORDER, "same-id");
    private TestViews views;

    @BeforeEach
    void open() {
        views = new TestViews(folder);
        views.read(person.decide(PersonWords.createWith(MaritalStatus.SINGLE), TestViews.START));
        views.read(order.decide(OrderWords.createFor(1), TestViews.START));
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void aStatusChangedIsThatOfItsType() {
        views.read(person.decide(PersonWords.changeTo(MaritalStatus.MARRIED), TestViews.START));
        views.read(order.decide(OrderWords.changeTo(OrderStatus.PAID), TestViews.START));

        assertThat(views.deadLetters()).isEmpty();
        assertThat(views.head(person).snapshot().state()).isEqualTo(person.state());
        assertThat(views.head(order).snapshot().state()).isEqualTo(order.state());
    }

    @Test
    void anEventInTheTopicOfAnotherTypeIsSetAside() {
        ProducerRecord<byte[], byte[]> married = person.decide(
                        PersonWords.changeTo(MaritalStatus.MARRIED), TestViews.START)
                .getFirst();
        views.read(new ProducerRecord<>(
                TestViews.TOPICS.events("order"), 0, 1L, married.key(), married.value(), married.headers()));

        assertThat(views.deadLetters()).hasSize(1);
        assertThat(views.head(order).version()).isEqualTo(1);
    }

    @Test
    void whatIsDiscardedIsNoLongerCountedAndKeepsItsEvents() {
        var other = new StreamWriter<>(Aggregates.ORDER, "other");
        views.read(other.decide(OrderWords.createFor(2), TestViews.START));
        assertThat(views.rows().counts("order")).isEqualTo(new Counts(2, 2, 0));
        var discarded = order.decide(OrderWords.discard(), TestViews.START);

        views.read(discarded);
        views.read(discarded);

        assertThat(views.rows().counts("order")).isEqualTo(new Counts(3, 1, 0));
        assertThat(views.rows().counts("person")).isEqualTo(new Counts(1, 1, 0));
        assertThat(views.head(order).isFound(Aggregates.ORDER)).isFalse();
        assertThat(views.rows().events(order.stream(), 1, 2)).hasSize(2);
    }
}
