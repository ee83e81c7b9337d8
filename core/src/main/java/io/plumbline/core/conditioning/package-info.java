/** Estimators of a run's and its nodes' conditioning: smoothness λ, PL constant μ, condition number κ, and shares. */
package io.plumbline.core.conditioning;
