@NullMarked
package bank.projection.outcome;

import org.jspecify.annotations.NullMarked;
