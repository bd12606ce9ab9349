@NullMarked
package bank.projection.transaction;

import org.jspecify.annotations.NullMarked;
