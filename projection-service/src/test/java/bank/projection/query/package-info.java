@NullMarked
package bank.projection.query;

import org.jspecify.annotations.NullMarked;
