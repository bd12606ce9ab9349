@NullMarked
package bank.projection.rebuild;

import org.jspecify.annotations.NullMarked;
