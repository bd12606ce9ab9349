@NullMarked
package bank.projection.feed;

import org.jspecify.annotations.NullMarked;
