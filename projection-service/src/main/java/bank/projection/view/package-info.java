@NullMarked
package bank.projection.view;

import org.jspecify.annotations.NullMarked;
