@NullMarked
package bank.projection.order;

import org.jspecify.annotations.NullMarked;
