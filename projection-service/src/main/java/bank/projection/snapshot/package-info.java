@NullMarked
package bank.projection.snapshot;

import org.jspecify.annotations.NullMarked;
