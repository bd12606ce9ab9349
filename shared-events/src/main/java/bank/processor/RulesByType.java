package bank.processor;

import bank.wire.AggregateType;
import bank.wire.ContentCipher;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of the aggregate types that a processor decides for. */
final class RulesByType {

    private final Map<String, Rules<?, ?, ?>> rules;

    RulesByType(List<AggregateType<?, ?, ?>> types, ContentCipher content) {
        this.rules = types.stream()
                .<Rules<?, ?, ?>>map(type -> new Rules<>(type, content))
                .collect(Collectors.toUnmodifiableMap(rules -> rules.type().name(), Function.identity()));
    }

    Rules<?, ?, ?> of(String type) {
        Rules<?, ?, ?> found = rules.get(type);
        if (found == null) {
            throw new IllegalArgumentException("This processor does not decide for " + type);
        }
        return found;
    }
}
