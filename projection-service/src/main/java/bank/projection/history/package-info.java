@NullMarked
package bank.projection.history;

import org.jspecify.annotations.NullMarked;
