@NullMarked
package bank.projection.status;

import org.jspecify.annotations.NullMarked;
