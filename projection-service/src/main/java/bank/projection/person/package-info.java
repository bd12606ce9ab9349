@NullMarked
package bank.projection.person;

import org.jspecify.annotations.NullMarked;
