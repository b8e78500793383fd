//! Owns the special functions behind limits and tails: normal, gamma, beta, Poisson, binomial and Student's t.
//!
//! Tails keep their relative accuracy (about 1e-12), also where they are as small as 1e-300, because the density is
//! computed by Loader's saddle-point expansion (C. Loader 2000, *Fast and accurate computation of binomial
//! probabilities*) and the tail is a series or a continued fraction times that density.
//! All functions are total: arguments outside the domain give NaN or the limit.

mod beta;
mod gamma;
mod normal;
mod saddle;

pub use beta::{beta_quantile, binomial_cdf, binomial_pmf, binomial_quantile, binomial_sf, student_quantile};
pub use gamma::{
    chi_square_quantile, chi_square_sf, gamma_tails, poisson_cdf, poisson_pmf, poisson_quantile, poisson_sf,
};
pub use normal::{normal_cdf, normal_quantile, z_two_sided};

#[cfg(test)]
mod tests;
