@NullMarked
package bank.order;

import org.jspecify.annotations.NullMarked;
