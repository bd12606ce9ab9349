@NullMarked
package bank.projection;

import org.jspecify.annotations.NullMarked;
