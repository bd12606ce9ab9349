@NullMarked
package bank.metrics;

import org.jspecify.annotations.NullMarked;
