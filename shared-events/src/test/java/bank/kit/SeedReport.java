package bank.kit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Says at a failure of a {@link Seeded} test how to repeat it. */
final class SeedReport implements InvocationInterceptor {

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "Seed " + seed(called) + " fails; BANK_SEED=" + seed(called) + " repeats it: "
                            + failure.getMessage(),
                    failure);
        }
    }

    private static long seed(ReflectiveInvocationContext<Method> called) {
        return called.getArguments().stream()
                .filter(Gen.class::isInstance)
                .map(argument -> ((Gen) argument).seed())
                .findFirst()
                .orElseThrow();
    }
}
